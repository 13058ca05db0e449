import type { Activity } from 'botbuilder';
import { z } from 'zod/v4';

/** What became of a request's body: an activity to take a turn on, nothing to do, or a sentence that says what is wrong. */
export type ActivityRead =
  | { readonly verdict: 'take'; readonly activity: Activity }
  | { readonly verdict: 'ignore' }
  | { readonly verdict: 'refuse'; readonly sentence: string };

/** Activities that carry a person's words or press: one that cannot be read is refused. */
const SPOKEN = ['message', 'invoke'];
/** Events of the chat: one that cannot be read concerns nobody. */
const EVENTS = ['installationUpdate', 'conversationUpdate'];

const id = z.string().min(1).max(1000);
const optionalId = z.string().max(1000).nullish();
const account = z.object({ id, name: z.string().catch(''), aadObjectId: optionalId });

/**
 * The parts of an activity that Waymark and the SDK read; the rest is dropped, so that neither meets what it does not
 * expect (an answer asked for by another delivery mode, a mention of the wrong shape).
 */
const activitySchema = z.object({
  type: z.enum([...SPOKEN, ...EVENTS]),
  id: optionalId,
  channelId: id,
  serviceUrl: id,
  from: account,
  recipient: account,
  conversation: z.object({
    id,
    tenantId: optionalId,
    conversationType: z.string().nullish(),
    isGroup: z.boolean().nullish(),
  }),
  channelData: z.object({ tenant: z.object({ id: optionalId }).nullish() }).nullish(),
  replyToId: optionalId,
  text: z.string().nullish(),
  name: z.string().max(200).nullish(),
  value: z.unknown(),
  action: z.string().nullish(),
  membersAdded: z.array(z.object({ id })).nullish(),
});

/** Reads a request's body before the SDK does. Whatever it holds, the answer is one of three. */
export function readActivity(body: unknown): ActivityRead {
  const type = typeOf(body);
  if (!type) return refuse('The body must be one activity: a JSON object with a type.');
  const isSpoken = SPOKEN.includes(type);
  if (!isSpoken && !EVENTS.includes(type)) return { verdict: 'ignore' };
  if (isTooDeep(body)) return refuse('The activity is nested too deeply.');
  const parsed = activitySchema.safeParse(body);
  if (parsed.success) return { verdict: 'take', activity: parsed.data as unknown as Activity };
  if (!isSpoken) return { verdict: 'ignore' };
  const parts = parsed.error.issues.slice(0, 5).map(({ path }) => path.join('.'));
  return refuse(`The activity cannot be read: look at ${parts.join(', ')}.`);
}

const refuse = (sentence: string): ActivityRead => ({ verdict: 'refuse', sentence });

function typeOf(body: unknown): string | undefined {
  const { data } = z.object({ type: z.string().min(1) }).safeParse(body);
  return data?.type;
}

const DEEPEST = 64;

/** Deep nesting overflows whatever walks it later, so it is looked for without recursion. */
function isTooDeep(body: unknown): boolean {
  let level: unknown[] = [body];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return true;
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
  }
  return false;
}
