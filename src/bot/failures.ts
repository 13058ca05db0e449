import { ChannelError, type ChannelFailure } from '../services/outbox/channel';

/** What was being done when a send failed. */
export type Sending = 'post' | 'update';

/**
 * What Teams' answers mean, by status. The body of a 403 is not stable, so its status alone decides. 500 is not one of
 * the statuses that Microsoft says to send again at once; the outbox tries it again later, as it does after a cut line.
 */
const BY_STATUS: Readonly<Record<number, ChannelFailure>> = {
  403: 'unreachable',
  412: 'unavailable',
  429: 'throttled',
};

/** An error of the SDK's client, as far as it can be relied on. No status: no answer came. */
interface ClientError {
  readonly statusCode?: unknown;
  readonly code?: unknown;
  readonly response?: { headers?: { get?(name: string): string | undefined } };
}

const clientError = (error: unknown): ClientError =>
  typeof error === 'object' && error !== null ? error : {};

/** Whether Teams no longer knows the chat. It happens when its person deletes the chat. */
export const isChatGone = (error: unknown): boolean => {
  const { statusCode, code } = clientError(error);
  return statusCode === 404 && code !== 'ActivityNotFoundInConversation';
};

/** Any error of a send as a ChannelError. */
export function channelError(error: unknown, sending: Sending): ChannelError {
  if (error instanceof ChannelError) return error;
  const { statusCode: status, response } = clientError(error);
  if (typeof status !== 'number') return new ChannelError('unavailable');
  return new ChannelError(failureOf(status, sending), seconds(response?.headers?.get?.('retry-after')));
}

function failureOf(status: number, sending: Sending): ChannelFailure {
  if (status === 404) return sending === 'update' ? 'card-gone' : 'unreachable';
  return BY_STATUS[status] ?? (status >= 500 ? 'unavailable' : 'rejected');
}

const seconds = (header: string | undefined): number | undefined =>
  header && /^\d{1,6}$/u.test(header) ? Number(header) : undefined;
