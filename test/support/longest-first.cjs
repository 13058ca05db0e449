const { default: Sequencer } = require('@jest/test-sequencer');

/** The files that take longest, on a checkout that has not measured them yet. */
const LONG = ['policies/duties.test.ts', 'policies/year.test.ts', 'policies/stories/'];

const rank = ({ path }) => {
  const at = LONG.findIndex((name) => path.includes(name));
  return at < 0 ? LONG.length : at;
};

/** Begins with what takes longest, so that no worker ends alone with it. */
module.exports = class extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((a, b) => rank(a) - rank(b));
  }
};
