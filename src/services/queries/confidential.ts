import { may } from '../../domain/access';
import { OF_DRILLS } from '../../domain/drill';
import { SAFEGUARDING_EVENTS } from '../../domain/events';
import type { Prisma } from '../../generated/prisma/client';
import { CONFIDENTIAL } from '../../prompts/registry';
import type { Query } from './query';

/**
 * The questions that a reader may come upon in the records: what tells of a concern is for those who safeguard, and what
 * belongs to a drill is nowhere but on its own cards.
 */
export const visible = ({ roles }: Pick<Query, 'roles'>): Prisma.PromptWhereInput =>
  may(roles, 'see-safeguarding')
    ? { NOT: OF_DRILLS }
    : {
        NOT: OF_DRILLS,
        AND: [
          { kind: { notIn: [...CONFIDENTIAL] } },
          { OR: [{ event: null }, { event: { notIn: [...SAFEGUARDING_EVENTS] } }] },
        ],
      };
