import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { DateTime } from 'luxon';
import { addDays, type Day, timeOn } from '../../domain/calendar';
import { count } from '../../domain/text';
import { dayName } from '../../domain/words';
import { randomIds } from '../../ids';
import type { SchoolFolder } from '../../services/import/folder';
import { readSchoolFolder } from '../../services/import/read-folder';
import { readSchool } from '../../services/import/school-yaml';
import { type Preview, type PreviewPrompt, previewSchool } from '../../services/policy/preview';
import { byPerson, type PersonDays } from '../../services/policy/preview-days';
import { openMemory } from '../../store/open';
import type { Cli, Terminal } from '../terminal';
import { written } from '../written';
import { aboutWords, calendarFile, timesOf } from './calendar-file';
import { printJson, refused } from './check';

export interface PreviewOptions {
  readonly school: string;
  readonly from: string;
  readonly to: string;
  /** Where to write a calendar file. */
  readonly ics?: string;
  readonly json?: boolean;
}

/** The longest stretch that is looked at. Days: a school year, and some. */
const LONGEST = 400;

/** The time of day at which Waymark is taken to begin (school time), before the first question of the day. */
const BEGINS = '07:00';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** `waymark preview`: all that the calendar will ask of a school, by person and day; touches no database of the operator's. */
export async function runPreview({ terminal }: Cli, options: PreviewOptions): Promise<boolean> {
  const fault = missingFolder(options) ?? faultIn(options);
  if (fault) {
    terminal.err(fault);
    return false;
  }
  const folder = await readSchoolFolder(options.school);
  const begins = beginningOf(folder, options.from);
  const database = await openMemory();
  try {
    const deps = { db: database.client, clock: { now: () => begins }, ids: randomIds, log: quiet };
    const preview = await previewSchool(deps, folder, options.from, options.to);
    if (!preview.ok) return refused(terminal, preview.problems, options.json === true);
    return await show(terminal, preview, begins, options);
  } finally {
    await database.close();
  }
}

/** In the school's time, once its file can be read. */
function beginningOf({ files }: SchoolFolder, from: Day): Date {
  const settings = readSchool(files['school.yaml'], new Date(0)).settings;
  return settings ? timeOn(settings.calendar, from, BEGINS) : new Date(`${from}T${BEGINS}Z`);
}

function missingFolder({ school, ics }: PreviewOptions): string | null {
  const folders = [school, ...(ics ? [dirname(ics)] : [])];
  const missing = folders.find((path) => !existsSync(path));
  return missing === undefined ? null : `There is no folder ${missing}.`;
}

async function show(
  terminal: Terminal,
  preview: Preview,
  begins: Date,
  options: PreviewOptions,
): Promise<boolean> {
  const { ics, json } = options;
  if (ics && !(await written(terminal, ics, calendarFile(preview, begins)))) return false;
  if (json) printJson(terminal, preview.prompts.map(jsonOf));
  else print(terminal, preview, options);
  return true;
}

/** What is wrong with the days asked for; null when nothing is. */
function faultIn({ from, to }: PreviewOptions): string | null {
  for (const [option, day] of Object.entries({ from, to })) {
    if (!/^\d{4}-\d\d-\d\d$/.test(day) || !DateTime.fromISO(day).isValid)
      return `--${option}: write a day as 2026-11-23; "${day}" is not one.`;
  }
  if (to < from) return `--to ${to} comes before --from ${from}: write the first day, then the last.`;
  return to > addDays(from, LONGEST)
    ? `From ${from} to ${to} is more than ${LONGEST} days: choose fewer.`
    : null;
}

/** One prompt as `--json` prints it; instants in ISO 8601, UTC. */
const jsonOf = ({ title: _title, day, opensAt, dueAt, ...prompt }: PreviewPrompt) => ({
  ...prompt,
  day,
  opensAt: opensAt.toISOString(),
  dueAt: dueAt.toISOString(),
});

function print(
  terminal: Terminal,
  { school, policy, prompts }: Preview,
  { from, to, ics }: PreviewOptions,
): void {
  const days = new Set(prompts.map(({ day }) => day)).size;
  const asked = `${count(prompts.length, 'prompt')} on ${count(days, 'day')}`;
  terminal.out(`${school.name}, ${policy}, ${from} to ${to}: ${asked}.`);
  for (const person of byPerson(prompts)) for (const line of linesOf(school, person)) terminal.out(line);
  terminal.out('');
  terminal.out(
    'Every placement is taken to start on its first day. What answers and events open comes on top.',
  );
  if (ics) terminal.out(`${ics} is written: how many, and no pupil's name.`);
}

function linesOf({ calendar }: Preview['school'], { person, prompts, days }: PersonDays): string[] {
  return [
    '',
    `${person ? person.name : 'Nobody holds the role, nor stands in'}: ${count(prompts, 'prompt')}`,
    ...days.flatMap(({ day, groups }) => [
      `  ${dayLine(day)}`,
      ...groups.flatMap((group) => [
        `    ${[group.title, aboutWords(group.prompts)].filter((part) => part !== '').join(', ')}`,
        ...timesOf(calendar, group).map((line) => `      ${line}`),
      ]),
    ]),
  ];
}

const dayLine = (day: Day): string => `${dayName(day)} ${day.slice(0, 4)}`;
