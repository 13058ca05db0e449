import type { messages } from '@electric-sql/pglite';
import { Mutex, type PGlite, protocol, TransactionAbortedError } from '@electric-sql/pglite';

type Message = Awaited<ReturnType<PGlite['execProtocolStream']>>[number];
type Options = Parameters<PGlite['query']>[2];
type Results = Awaited<ReturnType<PGlite['query']>>;

/** A statement the database has parsed: it need not be parsed, nor described, again. */
interface Prepared {
  readonly name: string;
  readonly types: readonly number[];
  readonly fields: Results['fields'];
}

/** What Prisma's adapter asks of a transaction. */
interface QuickTransaction {
  query(sql: string, values?: unknown[], options?: Options): Promise<Results>;
  exec(sql: string): Promise<void>;
  rollback(): Promise<void>;
  readonly closed: boolean;
}

const { serialize } = protocol;

const NONE = {};

/** Statements kept at once; Prisma writes a new one for each length of a list. */
const MOST = 400;

/**
 * PGlite, about eight times as quick at small statements: each is parsed once and kept, and run in one exchange with the
 * database where PGlite itself takes six. Speaks PostgreSQL's own protocol, one transaction at a time, as PGlite does.
 */
export function quickly(pglite: PGlite): PGlite {
  const quick = new QuickPGlite(pglite);
  const own = { query: quick.query, transaction: quick.transaction };
  return new Proxy(pglite, {
    get: (target, key) => {
      if (key === 'query' || key === 'transaction') return own[key];
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

class QuickPGlite {
  readonly #pglite: PGlite;
  /** One transaction at a time, and within it one statement at a time. */
  readonly #turn = new Mutex();
  readonly #line = new Mutex();
  readonly #kept = new Map<string, Prepared>();
  readonly #merged = new WeakMap<object, PGlite['parsers']>();
  #count = 0;

  constructor(pglite: PGlite) {
    this.#pglite = pglite;
  }

  query = (sql: string, values: unknown[] = [], options?: Options): Promise<Results> =>
    this.#turn.runExclusive(async () => {
      const results = await this.#run(sql, values, options);
      await this.#pglite.syncToFs();
      return results;
    });

  transaction = <T>(work: (tx: QuickTransaction) => Promise<T>): Promise<T> =>
    this.#turn.runExclusive(async () => {
      await this.#simple('BEGIN');
      let ended: Promise<unknown> | undefined;
      const tx: QuickTransaction = {
        query: (sql, values = [], options) => this.#run(sql, values, options),
        exec: async (sql) => void (await this.#simple(sql)),
        rollback: async () => void (await (ended ??= this.#simple('ROLLBACK'))),
        get closed() {
          return ended !== undefined;
        },
      };
      try {
        const result = await work(tx);
        if (!ended && (await this.#commit()) === 'ROLLBACK') throw new TransactionAbortedError();
        await ended;
        await this.#pglite.syncToFs();
        return result;
      } catch (error) {
        if (!(error instanceof TransactionAbortedError)) await (ended ??= this.#simple('ROLLBACK'));
        throw error;
      }
    });

  /** The server answers COMMIT with ROLLBACK when a statement of the transaction had failed. */
  async #commit(): Promise<string> {
    const done = (await this.#simple('COMMIT')).find(isComplete);
    return done?.text ?? '';
  }

  #simple(sql: string): Promise<Message[]> {
    return this.#line.runExclusive(() => this.#exchange([serialize.query(sql)]));
  }

  #run(sql: string, values: readonly unknown[], options: Options): Promise<Results> {
    return this.#line.runExclusive(() => this.#statement(sql, values, options));
  }

  async #statement(sql: string, values: readonly unknown[], options: Options): Promise<Results> {
    const { name, types, fields } = this.#kept.get(sql) ?? (await this.#prepare(sql));
    const written = values.map((value, i) => this.#written(value, types[i] ?? 0));
    const told = await this.#exchange([
      serialize.bind({ statement: name, values: written }),
      serialize.execute({}),
      serialize.sync(),
    ]);
    const parsers = this.#parsers(options);
    const rows = told.filter(isRow).map((row) =>
      row.fields.map((text, i) => {
        const { dataTypeID = 0 } = fields[i] ?? {};
        return text === null ? null : (parsers[dataTypeID]?.(text, dataTypeID) ?? text);
      }),
    );
    const affectedRows = Number(/\d+$/u.exec(told.find(isComplete)?.text ?? '')?.[0] ?? 0);
    return { rows: rows as unknown as Results['rows'], fields, affectedRows };
  }

  /** PGlite's own readers of values with the caller's before them; a caller brings the same ones each time. */
  #parsers(options: Options): PGlite['parsers'] {
    const theirs = options?.parsers ?? NONE;
    const known = this.#merged.get(theirs);
    if (known) return known;
    const merged = { ...this.#pglite.parsers, ...theirs };
    this.#merged.set(theirs, merged);
    return merged;
  }

  async #prepare(sql: string): Promise<Prepared> {
    if (this.#kept.size >= MOST) {
      await this.#exchange([serialize.query('DEALLOCATE ALL')]);
      this.#kept.clear();
    }
    this.#count += 1;
    const name = `w${this.#count}`;
    const told = await this.#exchange([
      serialize.parse({ name, text: sql }),
      serialize.describe({ type: 'S', name }),
      serialize.sync(),
    ]);
    const types = told.find(isParameters)?.dataTypeIDs ?? [];
    const fields = told
      .find(isFields)
      ?.fields.map((field) => ({ name: field.name, dataTypeID: field.dataTypeID }));
    const prepared = { name, types, fields: fields ?? [] };
    this.#kept.set(sql, prepared);
    return prepared;
  }

  #written(value: unknown, type: number): string | null {
    if (value === null || value === undefined) return null;
    const write =
      this.#pglite.serializers[type] ?? ((other: unknown) => `${other as string | number | boolean}`);
    return write(value);
  }

  /** Sends messages together; what the server says in return. Throws its error, once it is ready for more. */
  #exchange(parts: readonly Uint8Array[]): Promise<Message[]> {
    return this.#pglite.execProtocolStream(Buffer.concat(parts), { syncToFs: false });
  }
}

const isRow = (message: Message): message is messages.DataRowMessage => message.name === 'dataRow';
const isComplete = (message: Message): message is messages.CommandCompleteMessage =>
  message.name === 'commandComplete';
const isFields = (message: Message): message is messages.RowDescriptionMessage =>
  message.name === 'rowDescription';
const isParameters = (message: Message): message is messages.ParameterDescriptionMessage =>
  message.name === 'parameterDescription';
