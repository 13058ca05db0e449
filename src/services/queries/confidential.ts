import { may } from '../../domain/access';
import { CONFIDENTIAL } from '../../prompts/registry';
import type { Query } from './query';

/** The kinds of question that a reader may come upon in the records: concerns are for those who safeguard. */
export const visible = ({ roles }: Pick<Query, 'roles'>): { kind?: { notIn: string[] } } =>
  may(roles, 'see-safeguarding') ? {} : { kind: { notIn: [...CONFIDENTIAL] } };
