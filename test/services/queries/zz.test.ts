import { queryWorld, linesOf, at } from './world';
test('x', async () => {
  const w = await queryWorld();
  const p = await w.pupil('Zofia','Ostrowska'); const pl = await w.placement(p);
  const a = await w.ask({}); await w.copy(a,'amira');
  await w.prompt(pl,{askId:a});
  for (const d of ['2026-10-19','2026-11-02','2026-11-03','2026-11-16']) { await w.answered(pl,p,'here',{date:d}); await w.answered(pl,p,'not-there',{date:d,session:'pm'}); }
  await w.db.event.create({data:{schoolId:'900001',at:at('10:00'),type:'escalated',askId:a,staffId:'ben',data:{role:'ap-lead',to:'ap-lead'}}});
  for (const c of ['/status zofja','/status','today','overdue','help','whoami','foo']) { const r = await w.type(c); console.log(r.ok ? linesOf(r).join('\n') : JSON.stringify(r)); }
  await w.close();
});
