import type { JsonObject } from '../domain/json';
import type { CardAction } from './parts';

/**
 * A button. Clients older than Action.Execute send the same as a message, where only `data` arrives: so that
 * carries the verb too.
 */
export function toAction(action: CardAction, askId: string | undefined): JsonObject {
  const { title, verb, data, primary, alone, toggles } = action;
  const style = primary ? { style: 'positive' } : {};
  if (toggles) return { type: 'Action.ToggleVisibility', title, ...style, targetElements: [...toggles] };
  const sent = { ...(askId === undefined ? {} : { ask: askId }), ...data };
  const look = {
    title,
    ...style,
    ...(alone ? { associatedInputs: 'none' } : {}),
  };
  return {
    type: 'Action.Execute',
    ...look,
    verb,
    data: sent,
    fallback: { type: 'Action.Submit', ...look, data: { ...sent, verb } },
  };
}
