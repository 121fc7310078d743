/** A year of the Chinese calendar of work, as announced. Spans are from day to day, both included, as `MM-DD`. */
export interface ChinaYear {
  readonly year: number;
  /** The day of the notice of the General Office of the State Council. */
  readonly announced: string;
  /** Days off, weekends within them included. */
  readonly holidays: readonly (readonly [from: string, to: string])[];
  /** Weekend days on which work is made up. */
  readonly workdays: readonly string[];
}

/** Notices come in October or November for the next year; a year that is not here is not known. */
export const chinaYears: readonly ChinaYear[] = [
  {
    year: 2024,
    announced: '2023-10-25',
    holidays: [
      ['01-01', '01-01'],
      ['02-10', '02-17'],
      ['04-04', '04-06'],
      ['05-01', '05-05'],
      ['06-10', '06-10'],
      ['09-15', '09-17'],
      ['10-01', '10-07'],
    ],
    workdays: ['02-04', '02-18', '04-07', '04-28', '05-11', '09-14', '09-29', '10-12'],
  },
  {
    year: 2025,
    announced: '2024-11-12',
    holidays: [
      ['01-01', '01-01'],
      ['01-28', '02-04'],
      ['04-04', '04-06'],
      ['05-01', '05-05'],
      ['05-31', '06-02'],
      ['10-01', '10-08'],
    ],
    workdays: ['01-26', '02-08', '04-27', '09-28', '10-11'],
  },
  {
    year: 2026,
    announced: '2025-11-04',
    holidays: [
      ['01-01', '01-03'],
      ['02-15', '02-23'],
      ['04-04', '04-06'],
      ['05-01', '05-05'],
      ['06-19', '06-21'],
      ['09-25', '09-27'],
      ['10-01', '10-07'],
    ],
    workdays: ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'],
  },
];
