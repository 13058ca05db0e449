const compiled = (syntax) => [
  '@swc/jest',
  { jsc: { parser: { syntax }, target: 'es2022' }, module: { type: 'commonjs', ignoreDynamic: true } },
];

/** One project: everything runs in Node, on a real database (PGlite, or PostgreSQL with TEST_DATABASE_URL). */
module.exports = {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
  // Node requires modules of the newer sort by itself, Jest does not yet: what is written as one is compiled.
  transform: { '^.+\\.ts$': compiled('typescript'), '/@noble/.+\\.js$': compiled('ecmascript') },
  transformIgnorePatterns: ['/node_modules/(?!@noble/)'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  reporters: ['default', '<rootDir>/test/support/plain-reporter.cjs'],
  maxWorkers: '100%',
  testSequencer: '<rootDir>/test/support/longest-first.cjs',
  // Ends what would never end. It measures nothing: a busy machine is several times slower than a quiet one.
  testTimeout: 300_000,
};
