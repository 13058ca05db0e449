/**
 * What whoever runs Waymark has to put right, in a sentence that is printed as it is. Every other error may quote a
 * record, and is told by its kind and place alone (domain/fault.ts).
 */
export class OperatorProblem extends Error {
  override readonly name: string = 'OperatorProblem';
}

/** Another Waymark holds the data folder. */
export class FolderInUse extends OperatorProblem {}
