import { type Activity, ActivityTypes, InputHints } from 'botbuilder';
import type { Card } from '../cards/parts';

const ADAPTIVE_CARD = 'application/vnd.microsoft.card.adaptive';

/** A card and nothing else: with text beside it Teams makes two messages, and gives the id of neither. */
export const cardActivity = ({ content, summary }: Card): Partial<Activity> => ({
  type: ActivityTypes.Message,
  summary,
  attachments: [{ contentType: ADAPTIVE_CARD, content }],
});

/** One plain line. */
export const wordsActivity = (text: string): Partial<Activity> => ({
  type: ActivityTypes.Message,
  inputHint: InputHints.AcceptingInput,
  textFormat: 'plain',
  text,
});

/** What the client is told of a press: HTTP 200 whatever happened, the outcome is in the body. */
export interface InvokeBody {
  readonly statusCode: number;
  readonly type: string;
  readonly value: unknown;
}

export const cardBody = ({ content }: Card): InvokeBody => ({
  statusCode: 200,
  type: ADAPTIVE_CARD,
  value: content,
});

export const wordsBody = (words: string): InvokeBody => ({
  statusCode: 200,
  type: 'application/vnd.microsoft.activity.message',
  value: words,
});

export const errorBody = (statusCode: 400 | 500, message: string): InvokeBody => ({
  statusCode,
  type: 'application/vnd.microsoft.error',
  value: { code: statusCode === 400 ? 'BadRequest' : 'InternalError', message },
});
