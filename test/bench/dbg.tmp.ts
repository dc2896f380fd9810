import { poll, finished, limited, ids } from '../unit/polling/startPolling';
import { RateLimiter } from "../../nodes/polling/rateLimiter";
const o=(RateLimiter.prototype as any).suspect;(RateLimiter.prototype as any).suspect=function(n:number){o.call(this,n);console.log("suspect",n,JSON.stringify(this.ceiling))};
(async () => {
  let calls = 0;
  const p = await poll(ids(300), () => (++calls % 37 === 12 ? limited(1000) : finished));
  let n = 0;
  for (const a of p.asked) { n++; if (a.result?.state === 'rateLimited' ) console.log(n, a.at.toFixed(0)); }
  const gaps = p.asked.map((a, i) => [i, a.at, a.at - (p.asked[i - 1]?.at ?? 0)] as const).filter(([, , g]) => g > 2000);
  console.log(gaps);
})();
