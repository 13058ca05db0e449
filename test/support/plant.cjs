// Loaded into a child process before its own code: the database fails as PLANT says, quoting SECRET.
const { PGlite } = require('@electric-sql/pglite');
const { PrismaClientKnownRequestError } = require('@prisma/client/runtime/client');

/** An error as the database's client makes them: it quotes the row, here and there, and looks like a stack. */
function quoting() {
  const said = `Key (upn)=(${process.env.SECRET}) already exists.\n    at ${process.env.SECRET} (/src/x.ts:1:1)`;
  const error = new PrismaClientKnownRequestError(said, {
    code: 'P2002',
    clientVersion: '0',
    meta: { target: said },
  });
  return Object.assign(error, { cause: new Error(said) });
}

const never = () => new Promise(() => setInterval(() => undefined, 1000));

const FAULTS = {
  start: () => Promise.reject(quoting()),
  exception: () => {
    setImmediate(() => {
      throw quoting();
    });
    return never();
  },
  rejection: () => {
    void Promise.reject(quoting());
    return never();
  },
};

PGlite.create = FAULTS[process.env.PLANT];
