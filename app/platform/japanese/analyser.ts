/** The program that takes Japanese apart into words. It holds the dictionary (some 400 MB) while it runs. */
import path from 'node:path'
import { TokenizerBuilder } from '@patdx/kuromoji'
import NodeDictionaryLoader from '@patdx/kuromoji/node'
import type { ProgramAnswer, ProgramOrder } from '../program.server'
import type { Token } from './token'

const dictionary = path.resolve('node_modules/@patdx/kuromoji/dict')
const tokenizer = new TokenizerBuilder({ loader: new NodeDictionaryLoader({ dic_path: dictionary }) }).build()

async function analyse(texts: readonly string[]): Promise<Token[][]> {
  const words = await tokenizer
  return texts.map((text) => {
    try {
      return words.tokenize(text).map((word) => ({
        surface: word.surface_form,
        reading: known(word.reading),
        pos: word.pos,
        detail: word.pos_detail_1,
        base: known(word.basic_form) ?? word.surface_form,
        form: known(word.conjugated_form) ?? '',
      }))
    } catch {
      // Some rows of letters that no language has are too much for it: then nothing is known of this text.
      return []
    }
  })
}

function known(text: string | undefined): string | null {
  return text === undefined || text === '*' ? null : text
}

process.on('message', async ({ id, order }: ProgramOrder<readonly string[]>) => {
  let answer: ProgramAnswer<Token[][]>
  try {
    answer = { id, result: await analyse(order) }
  } catch (error) {
    answer = { id, error: error instanceof Error ? error.message : String(error) }
  }
  process.send?.(answer)
})
// The portal has ended.
process.on('disconnect', () => process.exit(0))
