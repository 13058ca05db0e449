import type { EventName } from '../../src/domain/events';
import { type Duty, type Pack, raisedBy } from '../../src/domain/policy';
import { kindOf } from '../../src/prompts/registry';

/** Which of a pack's duties must be there for this one to be asked: itself, and what raises its event. */
export function chainFor(pack: Pack, duty: Duty): readonly Duty[] {
  const chain: Duty[] = [duty];
  for (let next: Duty | undefined = duty; next && 'on' in next.when; ) {
    const events: readonly EventName[] = next.when.on;
    const raiser = pack.duties.find(
      (other) => !chain.includes(other) && events.some((event) => raises(other, event)),
    );
    if (!raiser) throw new Error(`nothing raises ${events.join(' or ')} for ${next.id}`);
    chain.push(raiser);
    next = raiser;
  }
  return chain;
}

const raises = (duty: Duty, event: EventName): boolean =>
  raisedBy(duty).includes(event) ||
  (kindOf(duty.kind).events.includes(event) &&
    (duty.kind !== 'review' || duty.settings['limit'] !== undefined));

/** What must be said elsewhere for a field to be asked at all. */
export const conditionsOf = ({ when = {} }: Duty['fields'][number]): Record<string, string> =>
  Object.fromEntries(Object.entries(when).map(([name, value]) => [name, value ?? '']));
