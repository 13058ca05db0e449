import type { JsonObject } from '../domain/json';
import { escapeMarkdown, plain } from '../domain/text';
import { toAction } from './actions';
import { factRow, textLine } from './fragments';
import type { Card, CardParts } from './parts';
import { render } from './render';
import template from './shell.json';

const NONE = { facts: [], body: [], lines: [], problems: [], actions: [] };

/** Most characters in one line of a card: more than a full card of names takes. */
const LONGEST = 2_000;

/** A card of these parts. `askId` and `also` go with every press, so that the server knows what was answered, and where. */
export function toCard(parts: CardParts, askId?: string, also: JsonObject = {}): Card {
  const { eyebrow, alert, heading, facts, body, lines, problems, actions, footer } = { ...NONE, ...parts };
  const isFinished = !heading && body.length === 0;
  const content = render(template, {
    eyebrow: line(eyebrow),
    alert: line(alert),
    heading: escapeMarkdown(line(heading)),
    facts: facts.map((fact) => factRow({ ...fact, label: line(fact.label), value: line(fact.value) })),
    problems: problems.map((problem) => textLine(line(problem))),
    body,
    lines: lines.map((text) => textLine(line(text))),
    actions: actions.map((action) => toAction({ ...action, data: { ...action.data, ...also } }, askId)),
    beside: isFinished && lines.length > 0 && actions.length === 1,
    footer: line(footer),
    summary: line(parts.summary),
  });
  return { content, summary: line(parts.summary) };
}

const line = (text = ''): string => plain(text, LONGEST);
