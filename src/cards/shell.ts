import { escapeMarkdown } from '../domain/text';
import { toAction } from './actions';
import { factRow, textLine } from './fragments';
import type { Card, CardParts } from './parts';
import { render } from './render';
import template from './shell.json';

const NOTHING = {
  alert: '',
  heading: '',
  facts: [],
  body: [],
  lines: [],
  problems: [],
  actions: [],
  footer: '',
};

/** A card of these parts. `askId` goes with every press, so that the server knows what was answered. */
export function toCard(parts: CardParts, askId?: string): Card {
  const { heading, facts, body, lines, problems, actions, ...words } = { ...NOTHING, ...parts };
  const isFinished = heading === '' && body.length === 0;
  const content = render(template, {
    ...words,
    heading: escapeMarkdown(heading),
    facts: facts.map(factRow),
    problems: problems.map((problem) => textLine(problem)),
    body,
    lines: lines.map((line) => textLine(line)),
    actions: actions.map((action) => toAction(action, askId)),
    beside: isFinished && lines.length > 0 && actions.length === 1,
  });
  return { content, summary: parts.summary };
}
