import type { Deps } from './deps';

/**
 * Whether records are of real people in Teams, and not the demo's: a chat kept from the demo would be answered on this
 * machine, in the clear, with the bot's own token. Gives the refusal, or null.
 */
export async function whyNotReal(db: Deps['db']): Promise<string | null> {
  const strays = await db.chat.count({ where: { NOT: { serviceUrl: { startsWith: 'https://' } } } });
  if (strays === 0) return null;
  return `${strays} of the kept chats would be answered over http, as in the demo. Use another database: DATA_DIR or DATABASE_URL.`;
}
