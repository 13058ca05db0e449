import * as fc from 'fast-check';
import { readTable } from '../../../src/services/import/table';
import { csv } from '../../support/school-folder';

const COLUMNS = ['email', 'name', 'aad_object_id', 'roles'];
const HEADER = COLUMNS.join(',');
const read = (text: string) => readTable('staff.csv', { text }, COLUMNS);
const linesOf = (text: string) => read(text).table?.lines.map(({ line, cells }) => [line, cells['name']]);

test('line ends, a byte order mark, blank lines and blank ends of lines say nothing', () => {
  const lines = [HEADER, 'a@x.example,Ann,,dsl', '', ',,,', 'b@x.example,Ben,,slt,,'];
  for (const end of ['\n', '\r\n', '\r']) {
    for (const mark of ['', '\uFEFF']) {
      expect(linesOf(mark + lines.join(end) + end)).toEqual([
        [2, 'Ann'],
        [5, 'Ben'],
      ]);
    }
  }
});

test('a line is numbered by where it starts, also after values with line breaks', () => {
  for (const end of ['\n', '\r\n']) {
    const text = [HEADER, 'a@x.example,"Ann', 'Marie",,dsl', 'b@x.example,"Ben ""B"", Jr",,slt'].join(end);
    expect(linesOf(text)).toEqual([
      [2, 'Ann\nMarie'],
      [4, 'Ben "B", Jr'],
    ]);
  }
});

test('columns may come in any order, and their names in any case', () => {
  const { table } = read('Roles, NAME ,email,aad_object_id\ndsl,Ann,a@x.example,\n');
  expect(table?.lines[0]?.cells).toEqual({
    roles: 'dsl',
    name: 'Ann',
    email: 'a@x.example',
    aad_object_id: '',
  });
});

test.each([
  ['', 1, 1, 'the file is empty: its first line must be email,name,aad_object_id,roles'],
  ['\n\n', 1, 1, 'the file is empty'],
  ['email,name,roles', 1, 1, 'these columns are missing: add aad_object_id'],
  [`${HEADER},phone`, 1, 5, 'this column is not known: use email,name'],
  [`${HEADER},name`, 1, 5, 'this column is there twice'],
  ['email;name;aad_object_id;roles', 1, 1, 'the columns must have commas between them'],
  [`${HEADER}\na@x.example,Ann,,dsl,slt`, 2, 5, 'this line has 5 values for 4 columns'],
  [`${HEADER}\na@x.example,Ann "A" B,,dsl`, 2, 2, 'a quotation mark stands inside a value'],
  [`${HEADER}\na@x.example,Ann,,dsl\nb@x.example,"Ben,,slt\n`, 3, 1, 'never closed'],
])('%j is told at line %i, column %i: %s', (text, line, column, message) => {
  const [problem, ...others] = read(text).problems;
  expect(problem).toMatchObject({ file: 'staff.csv', line, column });
  expect(problem?.message).toContain(message);
  expect(others).toEqual([]);
});

test('a line with too many values does not hide the faults of the others', () => {
  expect(linesOf(`${HEADER}\na@x.example,Ann,,dsl,slt\nb@x.example,Ben,,slt`)).toEqual([[3, 'Ben']]);
});

test('whatever a spreadsheet puts into a cell comes out of it', () => {
  const cell = fc.string({ unit: 'binary' }).map((text) => text.replace(/\r\n?/g, '\n'));
  fc.assert(
    fc.property(cell, (name) => {
      const text = csv('staff.csv', [{ email: 'a@x.example', name, roles: 'dsl' }]);
      expect(read(text).table?.lines[0]?.cells['name']).toBe(name);
    }),
  );
});
