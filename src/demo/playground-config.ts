import { stringify } from 'yaml';

/** One person as Teams knows them: `id` is their Teams id ("29:..."), `aadObjectId` their Entra object id. */
export interface TeamsPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly aadObjectId: string;
}

/** The tenant that every client of the demo says it belongs to. */
export const DEMO_TENANT_ID = '00000000-0000-4000-8000-00000000d0e0';

/** The playground accepts exactly this many people besides the one signed in. */
const OTHERS = 5;

/** Somebody invented, for a school with fewer staff than the playground wants. */
function invented(number: number): TeamsPerson {
  return {
    id: `29:colleague-${number}`,
    name: `Colleague ${number}`,
    email: `colleague.${number}@school.example`,
    aadObjectId: `00000000-0000-4000-8000-00000000c${String(number).padStart(3, '0')}`,
  };
}

const user = ({ id, name, email, aadObjectId }: TeamsPerson) => {
  const [givenName = name, ...rest] = name.split(' ');
  // `userPrincipleName` is the playground's own spelling.
  return {
    id,
    name,
    userPrincipleName: email,
    aadObjectId,
    givenName,
    surname: rest.join(' ') || name,
    email,
  };
};

/** The `.m365agentsplayground.yml` of one person's client: who is signed in, who else there is, and Waymark. */
export function playgroundConfig(person: TeamsPerson, staff: readonly TeamsPerson[]): string {
  const others = staff.filter((other) => other.id !== person.id);
  const spare = Array.from({ length: OTHERS }, (_, index) => invented(index + 1));
  return stringify({
    version: '0.1.1',
    tenantId: DEMO_TENANT_ID,
    bot: { id: '28:waymark-demo', name: 'Waymark' },
    currentUser: user(person),
    users: [...others, ...spare].slice(0, OTHERS).map(user),
    personalChat: { id: `a:waymark-${person.aadObjectId}` },
    groupChat: { id: '19:ap-team@thread.v2', name: 'AP team' },
    team: {
      id: '19:school@thread.tacv2',
      name: 'School',
      aadGroupId: '00000000-0000-4000-8000-0000000007ea',
      channels: [{ id: '19:ap@thread.tacv2', name: 'Alternative provision' }],
    },
  });
}
