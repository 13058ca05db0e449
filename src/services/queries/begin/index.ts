import { allows, toBegin } from '../../../domain/access';
import type { BeginCommand } from '../../../domain/policy';
import { refuse } from '../../../domain/refusals';
import { loadSchool, type School } from '../../school';
import { chooseCard, keyOf, type Named, type Who, type Wish, withWho } from '../pick';
import { type Query, type QueryResult, shown } from '../query';
import { type Beginner, openForm } from './form';
import { type Option, optionsFor } from './options';
import { kindsOf, SCHOOL_KEY, wishAbout, wishFor } from './words';

/** What somebody wants to begin, as far as they have said it: what is missing is asked for. */
export interface BeginWish extends Named {
  readonly command: BeginCommand;
  readonly duty?: string | undefined;
  readonly subject?: string | undefined;
}

/** Begins a duty by hand: whom it is about, which duty, which placement; then its form. */
export async function beginDuty(query: Query, by: Beginner, wish: BeginWish): Promise<QueryResult> {
  if (!allows(query, toBegin(wish.command))) return refuse({ code: 'not-allowed' });
  const school = await loadSchool(query.db, query.schoolId);
  const duties = school.pack.duties.filter((duty) => duty.command === wish.command && isFor(query, duty));
  if (duties.length === 0) return refuse({ code: 'nothing-to-begin', command: wish.command });
  const ofSchool = duties.filter(({ subject }) => subject === 'school');
  const kinds = kindsOf(wish.command, duties);
  const words = wishFor(wish.command, kinds, ofSchool);
  const chosen = { query, by, wish };
  if (kinds.length === 0 || (wish.who === SCHOOL_KEY && ofSchool.length > 0)) {
    const about = wishAbout(words, school.name, { who: SCHOOL_KEY });
    return choose(chosen, about, optionsOfSchool(school, ofSchool), 'Which of these?');
  }
  return withWho(query, words, kinds, wish, async (who, remark) => {
    const { options, isUnplaced } = await optionsFor(query, duties, who);
    if (options.length === 0)
      return refuse({ code: 'does-not-apply', who: who.name, why: why(who, isUnplaced) });
    const about = wishAbout(words, who.name, { who: keyOf(who) });
    const question = who.kind === 'pupil' ? 'At which provider?' : 'About which pupil?';
    return choose(chosen, about, options, question, remark);
  });
}

/** A guest begins what is about a pupil, and no more: a placement would tell of others. */
const isFor = ({ guestOf }: Query, { subject }: Option['duty']): boolean =>
  guestOf === undefined || subject === 'pupil';

const why = ({ kind }: Who, isUnplaced: boolean) =>
  isUnplaced ? (kind === 'pupil' ? 'not-placed' : 'nobody-there') : 'not-asked';

const optionsOfSchool = ({ id, name }: School, duties: readonly Option['duty'][]): Option[] =>
  duties.map((duty) => ({ duty, subjects: [{ value: id, title: name }] }));

/** One step of a choice that has several. */
interface Chosen {
  readonly query: Query;
  readonly by: Beginner;
  readonly wish: BeginWish;
}

/** Which duty, then about which subject: what there is only one of is not asked. */
async function choose(
  { query, by, wish }: Chosen,
  words: Wish,
  options: readonly Option[],
  question: string,
  remark?: string,
): Promise<QueryResult> {
  const ask = (heading: string, about: Wish, field: string, offers: Option['subjects']): QueryResult =>
    shown({
      ...chooseCard(query, about, heading, field, offers),
      ...(remark ? { problems: [remark] } : {}),
    });
  const option = onlyOr(options, ({ duty }) => duty.id === wish.duty);
  if (!option) {
    const offers = options.map(({ duty }) => ({ value: duty.id, title: duty.title }));
    return ask('Which of these?', words, 'duty', offers);
  }
  const { duty, subjects } = option;
  const subject = onlyOr(subjects, ({ value }) => value === wish.subject);
  if (!subject) return ask(question, wishAbout(words, duty.title, { duty: duty.id }), 'subject', subjects);
  return openForm(query, by, duty.id, subject.value, remark);
}

/** The only one there is, else the one that was chosen. */
const onlyOr = <T>(all: readonly T[], isChosen: (one: T) => boolean): T | undefined =>
  all.length === 1 ? all[0] : all.find(isChosen);
