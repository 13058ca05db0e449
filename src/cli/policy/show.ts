import { theRole } from '../../domain/pack-words';
import { roleTitle } from '../../domain/roles';
import { count, list } from '../../domain/text';
import { accountOf, type DutyAccount, type RoleAccount } from '../../services/policy/account';
import { findPack } from '../../services/policy/packs';
import type { Cli } from '../terminal';
import { printJson, refused } from './check';

/** `waymark policy show <pack>`: the duties by role and by time of year; false when the pack cannot be read. */
export async function runPolicyShow({ terminal }: Cli, policy: string, json: boolean): Promise<boolean> {
  const loaded = await findPack(policy);
  if (!loaded.ok) return refused(terminal, loaded.problems, json);
  const account = accountOf(loaded.pack);
  if (json) {
    printJson(terminal, { ...account, version: loaded.version });
    return true;
  }
  const { name, duties, questions, roles } = account;
  terminal.out(`${name}: ${count(duties, 'duty', 'duties')}, ${count(questions, 'question')}.`);
  for (const role of roles) for (const line of roleLines(role)) terminal.out(line);
  return true;
}

function roleLines({ title, standIns, duties, questions, times }: RoleAccount): string[] {
  const others = standIns.length > 0 ? `; in their place: ${list(standIns.map(roleTitle))}` : '';
  const asked = `${count(duties, 'duty', 'duties')}, ${count(questions, 'question')}`;
  return [
    '',
    `${title.charAt(0).toUpperCase()}${title.slice(1)}: ${asked}${others}`,
    ...times.flatMap((time) => [`  ${time.title}`, ...time.duties.flatMap(dutyLines)]),
  ];
}

function dutyLines(duty: DutyAccount): string[] {
  const only = duty.only ? `; only for: ${duty.only}` : '';
  const gate = duty.gate ? '; holds the start back' : '';
  const override = duty.override ? `, unless ${theRole(duty.override)} lets it through` : '';
  return [
    `    ${duty.title} (${duty.id}): ${count(duty.questions, 'question')} about a ${duty.about}`,
    `      ${duty.when}, to be answered within ${duty.due}${only}${gate}${override}`,
    `      ${duty.next.length > 0 ? `no answer: ${duty.next.join('; ')}` : 'no answer: nobody else is asked'}`,
  ];
}
