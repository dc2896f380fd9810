import { CELLS, SHAPE_CELLS, SHAPES } from '/work/wt/polling/test/bench/cells';
import { geometricMean, measure } from '/work/wt/polling/test/bench/measure';
import { ours } from '/work/wt/polling/test/bench/ourPolicy';
const seeds = Number(process.argv[2] ?? 3);
const verbose = process.argv.includes('-v');
(async () => {
  const t0 = Date.now();
  const all: number[] = [];
  const run = async (name: string, cells: typeof CELLS) => {
    const xs: number[] = []; const bad: string[] = []; let refused = 0, rpj = 0, lost = 0;
    for (const c of cells) {
      const r = await measure(c, ours(), seeds);
      xs.push(r.overLeast); refused += r.refused; lost += r.lost; rpj = Math.max(rpj, r.requestsPerJob);
      if (verbose || r.overLeast > 1.1) bad.push(`${c.jobs}@${c.requestsPerMinute}${c.kind[0]}:${r.overLeast.toFixed(2)}`);
    }
    all.push(...xs);
    console.log(name.padEnd(28), geometricMean(xs).toFixed(3), 'worst', Math.max(...xs).toFixed(2), 'rpj', rpj.toFixed(1), 'ref', refused, 'lost', lost, bad.join(' '));
    return xs;
  };
  await run('24 cells', CELLS);
  const s: number[] = [];
  for (const k of SHAPES) s.push(...(await run(k, SHAPE_CELLS.filter((c) => c.kind === k))));
  console.log('shapes', geometricMean(s).toFixed(3), 'all', geometricMean(all).toFixed(3), Date.now() - t0, 'ms');
})();
