import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod/v4';

/** What packs share, as it is written: duties by id, ladders by name, and how the questions of forms look. */
export interface Library {
  readonly duties: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly ladders: ReadonlyMap<string, unknown>;
  readonly looks: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

const object = z.record(z.string(), z.unknown());
const dutiesSchema = z.array(object.and(z.looseObject({ id: z.string() })));
const looksSchema = z.record(z.string(), object);

/** The shared library that ships with Waymark, from the compiled file and from the source alike. */
const FOLDER = join(__dirname, '..', '..', '..', 'policies', 'library');

let shipped: Library | undefined;

/** The library that ships with Waymark, read once. */
export const shippedLibrary = (): Library => (shipped ??= readLibrary());

function readLibrary(): Library {
  const read = (name: string): unknown => parse(readFileSync(join(FOLDER, name), 'utf8'));
  const duties = dutiesSchema.parse(read('duties.yaml'));
  return {
    duties: new Map(duties.map((duty) => [duty.id, duty])),
    ladders: new Map(Object.entries(object.parse(read('ladders.yaml')))),
    looks: new Map(Object.entries(looksSchema.parse(read('fields.yaml')))),
  };
}
