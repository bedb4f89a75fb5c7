import { useCallback, useEffect, useState } from 'react';
import { fetchFigures } from '../../sync/plan.ts';
import type { Failure } from './use-plans.ts';

export interface YearFigures {
  /** The server's day, by which units are those of today. */
  today: string;
  /** Approved, by the units of their time; one for each year that was asked for. */
  years: ReadonlyMap<string, number>[];
}

interface Answer {
  figures: YearFigures | null;
  failure: Failure | null;
}

/** Several years' figures, as the server tells them; each answer under what it answers, however late it comes. */
export function useFigures(indicator: string, years: readonly number[]): Answer & { reload: () => void } {
  const [answers, setAnswers] = useState<ReadonlyMap<string, Answer>>(new Map());
  const asked = [indicator, ...years].join(' ');

  const reload = useCallback(() => {
    const load = async (): Promise<void> => {
      const answer = await fetchYears(asked);
      setAnswers((before) => new Map(before).set(asked, answer));
    };
    void load();
  }, [asked]);
  useEffect(reload, [reload]);

  return { ...(answers.get(asked) ?? { figures: null, failure: null }), reload };
}

async function fetchYears(asked: string): Promise<Answer> {
  const [indicator = '', ...years] = asked.split(' ');
  const figures: YearFigures = { today: '', years: [] };
  for (const answer of await Promise.all(years.map((year) => fetchFigures({ indicator, year: Number(year) })))) {
    if (answer.status !== 'loaded') return { figures: null, failure: answer.status };
    figures.today = answer.today;
    figures.years.push(new Map(answer.amounts.map(({ unit, approved }) => [unit, approved])));
  }
  return { figures, failure: null };
}
