import { z } from 'zod/v4';

/** Who signs what Teams sends. */
export const ISSUER = 'https://api.botframework.com';

/** The SDK allows for clocks that differ by this much, in seconds. */
const TOLERANCE = 5 * 60;

/**
 * What a token says of itself, before anything is verified. It proves nothing; it turns away at no cost what the SDK
 * would fetch keys for, write to the console, or let in by a side door (tokens of the emulator and of other bots).
 */
export type TokenLook =
  | { readonly says: 'ours'; readonly serviceUrl: string | null }
  /** A token for people or programs, as the emulator sends: made well, and not by Teams. */
  | { readonly says: 'other-kind' }
  | { readonly says: 'nothing' };

/** The directories whose tokens the SDK takes for the emulator's or a skill's. */
const DIRECTORY =
  /^https:\/\/(?:sts\.windows\.net|login\.microsoftonline\.(?:com|us))\/[\da-f-]{36}\/(?:v2\.0)?$/u;

const headerSchema = z.object({ alg: z.enum(['RS256', 'RS384', 'RS512']), kid: z.string().min(1) });

const claimsSchema = z.object({
  iss: z.string(),
  aud: z.string(),
  exp: z.number(),
  nbf: z.number().optional(),
  serviceurl: z.string().nullish(),
});

const part = (text: string | undefined): unknown =>
  JSON.parse(Buffer.from(text ?? '', 'base64url').toString('utf8'));

/** Looks at the Authorization header of a request to the bot with this id. */
export function lookAtToken(authorization: string | undefined, appId: string, now: Date): TokenLook {
  const claims = claimsOf(authorization);
  const seconds = now.getTime() / 1000;
  if (!claims || claims.exp < seconds - TOLERANCE || (claims.nbf ?? 0) > seconds + TOLERANCE) return NOTHING;
  if (claims.iss === ISSUER && claims.aud === appId)
    return { says: 'ours', serviceUrl: claims.serviceurl ?? null };
  return DIRECTORY.test(claims.iss) ? { says: 'other-kind' } : NOTHING;
}

const NOTHING = { says: 'nothing' } as const;

function claimsOf(authorization: string | undefined): z.infer<typeof claimsSchema> | null {
  const [, head, body, signature] = /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/u.exec(authorization ?? '') ?? [];
  if (!signature) return null;
  try {
    return headerSchema.safeParse(part(head)).success
      ? (claimsSchema.safeParse(part(body)).data ?? null)
      : null;
  } catch {
    return null;
  }
}
