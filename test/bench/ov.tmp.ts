import { alone, batchOf, medianOf, overlap } from './overlap';
import { ours } from './ourPolicy';
import { measure } from './measure';
import type { Cell } from './cells';
const S = 3;
const c = (kind: any, jobs: number, requestsPerMinute: number): Cell => ({ kind, jobs, requestsPerMinute });
(async () => {
  for (const R of [10, 60, 1000]) for (const [kind, n] of [['image', 1], ['image', 10], ['video', 10], ['already finished', 1],['already finished', 10]] as const) {
    for (const big of [200, 1000]) {
      const beside = await medianOf(S, async (s) => (await overlap([batchOf(c('image', big, R), s), batchOf(c(kind, n, R), s + 100, Number(process.argv[2]))], R)).took[1]!);
      const share = await medianOf(S, (s) => alone(c(kind, n, R / 2), s + 100));
      console.log(`${n} ${kind} beside ${big} at ${R}: ${(beside / 1000).toFixed(1)} s, alone with half ${(share / 1000).toFixed(1)}  ${(beside / share).toFixed(2)}`);
    }
  }
  for (const R of [10, 60, 1000]) {
    const n = 100;
    const one = await medianOf(S, (s) => alone(c('image', n, R), s));
    const ten = await medianOf(S, async (s) => { const b = batchOf(c('image', n, R), s).ends; return Math.max(...(await overlap(Array.from({ length: 10 }, (_, i) => ({ startsAt: 0, ends: b.slice(i * 10, i * 10 + 10) })), R)).took); });
    console.log('ten at once', R, (ten / one).toFixed(2));
    const st = await overlap(Array.from({ length: 10 }, (_, i) => batchOf(c('image', 10, R), i, i * 5000)), R);
    console.log('ten staggered', R, st.took.map((t) => (t / 1000).toFixed(0)).join(' '), st.refused);
    const stray = await overlap([batchOf(c('already finished', 300, R), 1)], R, { strays: 10 });
    console.log('strays', R, (stray.took[0]! / 1000).toFixed(1), stray.bursts);
    const half = await overlap([batchOf(c('image', 100, R), 1)], R, { others: R / 2 });
    console.log('half used', R, (half.took[0]! / 1000).toFixed(1), 'alone with half', ((await alone(c('image', 100, R / 2), 1)) / 1000).toFixed(1), 'refused', half.refused, 'bursts', half.bursts);
  }
  for (const n of [10, 100, 1000]) for (const k of ['image', 'video', 'already finished'] as const) for (const R of [10, 60]) {
    const right = await measure(c(k, n, R), ours(), S); const high = await measure(c(k, n, R), ours(), S, 1000);
    console.log(`too high ${n} ${k} ${R}: time ${(high.time / right.time).toFixed(2)} bursts ${high.bursts} refused ${high.refused} lost ${high.lost}`);
  }
})();
