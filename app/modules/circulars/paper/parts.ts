/** What the sheets are made of: frames, marks, the code that leads to the screen. Black on white throughout. */
import type { Column, Content } from 'pdfmake/interfaces'
import type { Translate } from '~/platform/i18n'

/** In which words a sheet is written, and under which address its portal is found. */
export type Ink = {
  t: Translate
  language: string
  /** The public address of the portal, without a slash at its end */
  base: string
}

/** Between the margins of an A4 sheet, in points. */
export const WIDTH = 499

export function framed(stack: Content[], layout: 'box' | 'strongBox'): Content {
  return {
    table: { widths: ['*'], body: [[{ stack }]], dontBreakRows: true },
    layout,
    margin: [0, 6, 0, 6],
  }
}

/** A line across the sheet. */
export function line(width: number): Content {
  return { canvas: [{ type: 'line', x1: 0, y1: 0, x2: WIDTH, y2: 0, lineWidth: width }] }
}

/** A word in a frame; a loud one is white on black, which is seen on a bad copy too. */
export function mark(words: string, loud = false): Column {
  const cell = loud
    ? { text: words, bold: true, fontSize: 15, fillColor: 'black', color: 'white' }
    : { text: words, bold: true, fontSize: 13 }
  return {
    width: 'auto',
    table: { body: [[{ ...cell, noWrap: true, lineHeight: 1 }]] },
    layout: 'tag',
  }
}

/** The code that leads to an address, with the address written out for those who type. */
export function code(address: string, title: string, text: string): Content {
  return {
    unbreakable: true,
    margin: [0, 12, 0, 0],
    columns: [
      { qr: address, fit: 100, eccLevel: 'M', width: 'auto' },
      {
        width: '*',
        stack: [
          { text: title, bold: true, fontSize: 13 },
          { text, fontSize: 12 },
          { text: address, fontSize: 12, link: address },
        ],
      },
    ],
    columnGap: 12,
  }
}

/** Under what name the list on the cover finds the page of a notice. */
export const anchorOf = (notice: { id: number }) => `notice-${notice.id}`
