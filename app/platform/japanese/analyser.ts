/** The program that takes Japanese apart into words. It holds the dictionary (some 400 MB) while it runs. */
import path from 'node:path'
import { TokenizerBuilder } from '@patdx/kuromoji'
import NodeDictionaryLoader from '@patdx/kuromoji/node'
import { answerOrders } from '../program'
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

answerOrders(analyse)
