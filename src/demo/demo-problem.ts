import { OperatorProblem } from '../domain/operator-problem';

/** What is wrong with how the demo was started: said as it is, with no stack. */
export class DemoProblem extends OperatorProblem {
  override readonly name = 'DemoProblem';
}

/** The demo believes whoever speaks to it, so it has no place beside real records. Null where it may run. */
export const whyNoDemo = (env: { readonly NODE_ENV?: string | undefined }): string | null =>
  env.NODE_ENV === 'production'
    ? 'The demo lets in activities that nobody signed, so it does not start with NODE_ENV=production. ' +
      'Use npm start, or take NODE_ENV out of the environment.'
    : null;
