/** The character between the cells of a row. */
export type Delimiter = ',' | '|';
