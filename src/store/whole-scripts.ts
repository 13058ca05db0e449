import { PrismaPg } from '@prisma/adapter-pg';
import { DriverAdapterError } from '@prisma/driver-adapter-utils';
import { DatabaseError, type Pool } from 'pg';

/**
 * Prisma's adapter for migrations on a server. By itself it cuts a script at every semicolon, also inside a function,
 * and runs the pieces one by one; here a script is sent whole, and takes effect whole or not at all.
 */
export class WholeScripts extends PrismaPg {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    super(pool);
    this.#pool = pool;
  }

  override async connect() {
    const executeScript = (script: string): Promise<void> => this.#run(script);
    return Object.assign(await super.connect(), { executeScript });
  }

  async #run(script: string): Promise<void> {
    try {
      await this.#pool.query(script);
    } catch (error) {
      throw error instanceof DatabaseError ? new DriverAdapterError(toldOf(error)) : error;
    }
  }
}

const toldOf = ({ code = '', severity = '', message, detail, column, hint }: DatabaseError) => ({
  kind: 'postgres' as const,
  code,
  severity,
  message,
  detail,
  column,
  hint,
});
