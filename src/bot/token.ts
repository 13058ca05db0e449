import { z } from 'zod/v4';
import { ISSUER } from './trust';

/** The SDK allows for clocks that differ by this much, in seconds. */
const TOLERANCE = 5 * 60;

const headerSchema = z.object({ alg: z.enum(['RS256', 'RS384', 'RS512']), kid: z.string().min(1) });

const part = (text: string | undefined): unknown =>
  JSON.parse(Buffer.from(text ?? '', 'base64url').toString('utf8'));

/**
 * Whether a request carries a token that is worth verifying: Teams' issuer, this bot, not expired. It proves nothing;
 * it turns away at no cost what the SDK would fetch keys for, write to the console, or let in by a side door (tokens
 * of the emulator and of other bots).
 */
export function isWorthVerifying(authorization: string | undefined, appId: string, now: Date): boolean {
  const [, head, body, signature] = /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/u.exec(authorization ?? '') ?? [];
  if (!signature) return false;
  const claims = z.object({
    iss: z.literal(ISSUER),
    aud: z.literal(appId),
    exp: z.number().min(now.getTime() / 1000 - TOLERANCE),
  });
  try {
    return headerSchema.safeParse(part(head)).success && claims.safeParse(part(body)).success;
  } catch {
    return false;
  }
}
