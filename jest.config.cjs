/** One project: everything runs in Node, on a real database (PGlite, or PostgreSQL with TEST_DATABASE_URL). */
module.exports = {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs', ignoreDynamic: true } },
    ],
  },
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  reporters: ['default', '<rootDir>/test/support/plain-reporter.cjs'],
  maxWorkers: '100%',
  testSequencer: '<rootDir>/test/support/longest-first.cjs',
  testTimeout: 60_000,
};
