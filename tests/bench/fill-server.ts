import { broadcastValues, hiepCuong } from '../fakes/device.ts';
import { newId, WirePhone } from '../fakes/wire-phone.ts';

/** Logs so many broadcasts of Xã Hiệp Cường, spread over the last `days`, by the wire alone. */
export async function fillServer(
  url: string,
  wanted: { entries: number; days: number; titleOf: (number: number) => string },
): Promise<void> {
  const phone = new WirePhone(url, Date.now());
  await phone.signIn('hiepcuong');
  for (let batch = 0; batch < wanted.entries / 100; batch += 1) {
    const changes = Array.from({ length: 100 }, (_, index) => {
      const number = batch * 100 + index;
      const set = { ...broadcastValues(wanted.titleOf(number)), airDates: [dayBefore(number % wanted.days)] };
      return { type: 'new' as const, id: newId(), unit: hiepCuong, kind: 'broadcast', set, submit: true as const };
    });
    const { results } = await phone.push(...changes);
    const held = results.find(([, outcome]) => outcome === 'held');
    if (held) throw new Error(`the server held ${JSON.stringify(held)}`);
  }
}

export function plainTitle(number: number): string {
  return `Bản tin cải cách hành chính số ${number}`;
}

function dayBefore(days: number): string {
  return new Date(Date.now() - days * 86_400_000 + 7 * 3_600_000).toISOString().slice(0, 10);
}
