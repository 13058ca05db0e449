import { parse } from 'yaml';
import { playgroundConfig, type TeamsPerson } from '../../src/demo/playground-config';

const person = (number: number): TeamsPerson => ({
  id: `29:person-${number}`,
  name: `Person ${number} Example`,
  email: `person.${number}@oakfield.example`,
  aadObjectId: `00000000-0000-4000-8000-00000000000${number}`,
});

interface Config {
  bot: object;
  currentUser: object;
  users: { id: string }[];
}

const read = (staff: readonly TeamsPerson[]): Config => parse(playgroundConfig(person(1), staff)) as Config;

test('the person is signed in, and Waymark is the bot', () => {
  const config = read([person(1)]);
  expect(config.bot).toEqual({ id: '28:waymark-demo', name: 'Waymark' });
  expect(config.currentUser).toEqual({
    id: '29:person-1',
    name: 'Person 1 Example',
    userPrincipleName: 'person.1@oakfield.example',
    aadObjectId: '00000000-0000-4000-8000-000000000001',
    givenName: 'Person',
    surname: '1 Example',
    email: 'person.1@oakfield.example',
  });
});

test.each([0, 1, 3, 6, 8])('with %d on the staff there are exactly five others, all different', (size) => {
  const { users } = read(Array.from({ length: size }, (_, index) => person(index + 1)));
  const ids = users.map(({ id }) => id);
  expect(new Set(ids).size).toBe(5);
  expect(ids).not.toContain('29:person-1');
  const colleagues = ids.filter((id) => id.startsWith('29:person-'));
  expect(colleagues).toHaveLength(Math.min(5, Math.max(0, size - 1)));
});

test('a name of one word, or one with the marks of YAML, is kept as it is', () => {
  const odd = { ...person(1), name: 'Zoë: "#1"', email: '- odd@oakfield.example' };
  const single = { ...person(2), name: 'Cher' };
  const config = parse(playgroundConfig(odd, [single])) as Config & { users: { surname: string }[] };
  expect(config.currentUser).toMatchObject({ name: 'Zoë: "#1"', email: '- odd@oakfield.example' });
  expect(config.users[0]).toMatchObject({ givenName: 'Cher', surname: 'Cher' });
});
