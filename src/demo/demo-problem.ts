/** What is wrong with how the demo was started: said as it is, with no stack. */
export class DemoProblem extends Error {
  override readonly name = 'DemoProblem';
}
