import { z } from 'zod/v4';
import { REGISTERS, SPANS } from '../domain/commands';
import { BEGIN_COMMANDS } from '../domain/policy';
import { refuse } from '../domain/refusals';
import type { Deps } from './deps';
import type { Person } from './people';
import { beginDuty } from './queries/begin';
import { cover, coverRemove } from './queries/cover';
import { away, awayBack } from './queries/cover/away';
import { beginDrill, drill } from './queries/drill';
import { due } from './queries/due';
import { askInstead, askInsteadSchema, forecast } from './queries/forecast';
import { help } from './queries/help';
import { history } from './queries/history';
import { log } from './queries/log';
import { looks } from './queries/looks';
import { concerns, overdue } from './queries/overdue';
import { provider } from './queries/provider';
import { type Query, type QueryResult, shown } from './queries/query';
import { register } from './queries/register';
import { statusByName, statusOf } from './queries/status';
import { contactsOf } from './queries/status/contacts';
import { confirmDay, today } from './queries/today';
import { whoami } from './queries/whoami';

/** Who asks, and their look at the records. */
export interface Asking {
  readonly deps: Deps;
  readonly person: Person;
  readonly query: Query;
}

type Button = (data: unknown, asking: Asking) => Promise<QueryResult>;

/** What a button may send, and what it shows. Whatever else a client sends is not looked at. */
const button =
  <S extends z.ZodType>(
    schema: S,
    show: (press: z.output<S>, asking: Asking) => Promise<QueryResult>,
  ): Button =>
  async (data, asking) => {
    const press = schema.safeParse(data);
    return press.success ? show(press.data, asking) : refuse({ code: 'card-gone' });
  };

const id = z.string().max(100);
/** What a field of a card sends; left empty, some clients send it and some do not. */
const typed = id.optional();
const save = z.literal('yes').optional();
const nothing = z.object({});
/** Chosen from a list, or a name typed on a card. */
const named = z.object({ who: z.string().max(200).optional(), name: z.string().optional() });

/** Every button of a card that shows no ask, by its verb. A typed command is the button that would show the same. */
const BUTTONS: Readonly<Record<string, Button>> = {
  status: button(
    z.object({ pupil: z.string().optional(), name: z.string().optional() }),
    ({ pupil, name = '' }, { query }) => (pupil ? statusOf(query, pupil) : statusByName(query, name)),
  ),
  contacts: button(z.object({ pupil: id }), ({ pupil }, { query }) => contactsOf(query, pupil)),
  provider: button(named, (press, { query }) => provider(query, press)),
  history: button(named, (press, { query }) => history(query, press)),
  looks: button(named, (press, { query }) => looks(query, press)),
  today: button(z.object({ day: z.iso.date().optional() }), ({ day }, { query, deps }) =>
    today(query, deps, day),
  ),
  'confirm-codes': button(
    z.object({ day: z.iso.date(), shown: z.string().optional() }),
    (press, { query, deps }) => confirmDay(query, deps, press.day, press.shown),
  ),
  begin: button(
    z.object({
      command: z.enum(BEGIN_COMMANDS),
      who: z.string().max(200).optional(),
      name: z.string().max(1_000).optional(),
      duty: typed,
      subject: z.string().max(200).optional(),
    }),
    (press, { query, ...by }) => beginDuty(query, by, press),
  ),
  due: button(z.object({ span: z.enum(SPANS) }), ({ span }, { query }) => due(query, span)),
  register: button(z.object({ list: z.enum([...REGISTERS, '']) }), ({ list }, { query }) =>
    register(query, list),
  ),
  overdue: button(nothing, (_, { query }) => overdue(query)),
  dsl: button(nothing, (_, { query }) => concerns(query)),
  log: button(z.object({ ask: typed }), (press, { query }) => log(query, press)),
  away: button(
    z.object({ when: z.string().optional(), from: typed, until: typed, cover: typed, save }),
    (press, { query, deps }) =>
      away(query, deps, { ...press, cover: press.cover === 'next' ? undefined : press.cover }),
  ),
  'away-back': button(z.object({ id }), (press, { query, deps }) => awayBack(query, deps, press.id)),
  cover: button(
    z.object({ typed: z.string().optional(), role: typed, who: typed, from: typed, until: typed, save }),
    (press, { query, deps }) => cover(query, deps, press),
  ),
  'cover-remove': button(z.object({ id }), (press, { query, deps }) => coverRemove(query, deps, press.id)),
  forecast: button(nothing, (_, { query, deps }) => forecast(query, deps)),
  'ask-instead': button(askInsteadSchema, (press, { query, deps }) => askInstead(query, deps, press)),
  drill: button(nothing, (_, { query }) => drill(query)),
  'start-drill': button(nothing, (_, { query, deps }) => beginDrill(query, deps)),
  help: button(nothing, async (_, { query }) => shown(await help(query))),
  whoami: button(nothing, async (_, { query, deps, person }) => shown(await whoami(query, deps, person))),
};

/** What the button of this verb shows. One that no card has is refused. */
export const showBy = (verb: string, data: unknown, asking: Asking): Promise<QueryResult> | QueryResult =>
  (Object.hasOwn(BUTTONS, verb) && BUTTONS[verb]?.(data, asking)) || refuse({ code: 'card-gone' });
