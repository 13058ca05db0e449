import { z } from 'zod/v4';
import { within } from './deadline';
import type { TeamsDoor } from './door';

/** A roster entry. The Playground spells the principal name wrongly. */
const memberSchema = z.object({
  email: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
  userPrincipleName: z.string().nullish(),
  tenantId: z.string().nullish(),
  userRole: z.string().nullish(),
});

/** Somebody in a chat, as an activity names them. */
export interface Member {
  readonly serviceUrl: string;
  readonly conversationId: string;
  readonly userId: string;
}

/**
 * Somebody's e-mail address in the chat's roster; null when Teams does not say in time. A guest's address is not
 * believed: whoever runs their own tenant writes it.
 *
 * @param tenants whose addresses are believed; null: anybody's (the demo)
 */
export async function rosterEmail(
  door: TeamsDoor,
  { serviceUrl, conversationId, userId }: Member,
  tenants: readonly string[] | null,
  limitMs: number,
): Promise<string | null> {
  try {
    const { conversations } = await door.connectorTo(serviceUrl);
    const answer = await within(limitMs, conversations.getConversationMember(conversationId, userId));
    const member = memberSchema.parse(answer);
    if (tenants && !isOwn(member, tenants)) return null;
    return member.email || member.userPrincipalName || member.userPrincipleName || null;
  } catch {
    return null;
  }
}

const isOwn = ({ tenantId, userRole }: z.infer<typeof memberSchema>, tenants: readonly string[]): boolean =>
  userRole !== 'guest' && (!tenantId || tenants.includes(tenantId.toLowerCase()));
