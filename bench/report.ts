import { cpus, totalmem } from 'node:os';

/** The machine's facts, without which no figure means anything. */
export function machine(): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpu?.model ?? 'unknown processor'}, ${cpus().length} cores, ${memory} GiB, Node ${process.versions.node}, ${process.platform}`;
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;

/** Each series with its percentiles, and its median beside the first one's. */
export function table(series: Readonly<Record<string, readonly number[]>>): string {
  const sorted = Object.entries(series).map(([name, times]) => ({
    name,
    times: [...times].sort((a, b) => a - b),
  }));
  const first = at(sorted[0]?.times ?? [], 0.5);
  const rows = sorted.map(({ name, times }) => {
    const figures = [0.5, 0.95, 0.99, 1].map((share) => at(times, share).toFixed(1).padStart(8));
    return `${name.padEnd(12)}${String(times.length).padStart(5)}${figures.join('')}${(at(times, 0.5) / first).toFixed(2).padStart(8)}`;
  });
  return ['                n     p50     p95     p99     max   ratio', ...rows].join('\n');
}
