import { durationWords, limitWords, openingWords, rungWords, spoken, theRole } from '../../domain/pack-words';
import type { Duty, Pack } from '../../domain/policy';
import { count } from '../../domain/text';
import { catalogue } from './clauses';
import { type ClauseCoverage, coverageSummary, coverPack, type Evidence } from './coverage';

/** The page of a policy: clause by clause how Waymark serves it, in Markdown, from its pack and the catalogue alone. */
export function policyPage(pack: Pack): string {
  const clauses = coverPack(pack, null);
  const duties = new Map(pack.duties.map((duty) => [duty.id, duty]));
  const described = catalogue().policies[pack.id];
  const parts = [
    `# ${pack.name}`,
    '<!-- Made by `npm run docs` from the pack and policies/clauses.yaml. Edit those, not this page. -->',
    ...(described ? [`${described.document}. For: ${described.setting}.`] : []),
    `How Waymark serves this policy, clause by clause: ${coverageSummary(clauses)}, by ` +
      `${count(pack.duties.length, 'duty', 'duties')}. What the policy asks is told in our own words, never quoted. ` +
      'Days of a deadline are school days. "By Waymark" is filled in when the answer is stored, and never asked.',
    ...sections(clauses, duties).map((part) => part.replaceAll('<', '&lt;')),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The clauses under the headings of the policy, in its order. */
function sections(clauses: readonly ClauseCoverage[], duties: ReadonlyMap<string, Duty>): string[] {
  return clauses.flatMap((clause, i) => [
    ...(clauses[i - 1]?.where === clause.where ? [] : [`## ${clause.where}`]),
    clausePart(clause, duties),
  ]);
}

function clausePart(
  { clause, says, evidence, ...more }: ClauseCoverage,
  duties: ReadonlyMap<string, Duty>,
): string {
  const serving = more.duties.flatMap(({ duty }) => duties.get(duty) ?? []);
  const lines = serving.map((duty) => dutyLines(duty));
  const missing = evidence.filter(({ places }) => places.length === 0).map(({ name }) => `\`${name}\``);
  return [
    `### ${clause}`,
    says,
    ...(serving.length === 0 ? ['**Not served yet.**'] : lines),
    ...(serving.length === 0
      ? []
      : [`On record: ${evidence.map((one) => keptWords(one, serving)).join(', ')}.`]),
    ...(missing.length > 0 && serving.length > 0 ? [`**Not kept yet:** ${missing.join(', ')}.`] : []),
  ].join('\n\n');
}

/** What a duty does for a clause: who is asked, when, by when, where only, and who next. */
function dutyLines(duty: Duty): string {
  const only = limitWords(duty);
  const gate = duty.gate ? ['holds the start back until it is settled'] : [];
  const override = duty.override
    ? [`${theRole(duty.override)} may let a start go ahead without it, with a reason`]
    : [];
  return [
    `**${duty.title}** (\`${duty.id}\`)`,
    '',
    `- Asked: ${theRole(duty.to)}${duty.question ? `, "${duty.question}"` : ''}`,
    `- When: ${openingWords(duty)}${only ? `; only for: ${only}` : ''}`,
    `- To be answered within ${durationWords(duty.due)}${[...gate, ...override].map((part) => `; ${part}`).join('')}`,
    `- If nobody answers: ${duty.ladder.map(rungWords).join('; ') || 'nobody else is asked'}`,
  ].join('\n');
}

/** "Attendance (%) (`attendance_percent`, by Waymark)". */
function keptWords({ name, places }: Evidence, serving: readonly Duty[]): string {
  const place = places[0];
  if (!place) return `\`${name}\``;
  if (place.by === 'kind') return `\`${name}\` (on the ${spoken(place.kind)} record)`;
  const label = serving
    .find(({ id }) => id === place.duty)
    ?.fields.find((field) => field.name === name)?.label;
  return `${label ?? name} (\`${name}\`${place.by === 'auto' ? ', by Waymark' : ''})`;
}
