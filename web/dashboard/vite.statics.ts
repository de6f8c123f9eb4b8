/**
 * What the dashboard takes from packages as files of its own: a flag for every country (`/flags/de.svg`, loaded when seen)
 * and the Inter font. Neither is needed to work: where a package is missing, a globe and the system's font stand in.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const require = createRequire(import.meta.url);

export function flags(): Plugin {
  const folder = folderOf('country-flag-icons', '3x2');
  return {
    name: 'edgewise:flags',
    configureServer(server) {
      server.middlewares.use('/flags', (request, response, next) => {
        const code = /^\/([a-z]{2})\.svg$/.exec(request.url ?? '')?.[1];
        if (folder === undefined || code === undefined) return next();
        const file = join(folder, `${code.toUpperCase()}.svg`);
        if (!existsSync(file)) return next();
        response.setHeader('Content-Type', 'image/svg+xml');
        response.end(readFileSync(file));
      });
    },
    generateBundle() {
      if (folder === undefined) return this.warn('country-flag-icons is not installed: no flags');
      for (const file of readdirSync(folder)) {
        // Countries only: the package also has regions and organisations.
        if (!/^[A-Z]{2}\.svg$/.test(file)) continue;
        const fileName = `flags/${file.toLowerCase()}`;
        this.emitFile({ type: 'asset', fileName, source: readFileSync(join(folder, file)) });
      }
    },
  };
}

/** `import 'virtual:font'` brings the font's style sheet, whose files are then hashed and served like all others. */
export function font(): Plugin {
  const folder = folderOf('@fontsource-variable/inter', '.');
  return {
    name: 'edgewise:font',
    resolveId: (id) => (id === 'virtual:font' ? '\0font' : undefined),
    load(id) {
      if (id !== '\0font') return undefined;
      return folder === undefined ? '' : `import ${JSON.stringify(join(folder, 'wght.css'))};`;
    },
  };
}

function folderOf(name: string, inside: string): string | undefined {
  try {
    return join(dirname(require.resolve(`${name}/package.json`)), inside);
  } catch {
    return undefined;
  }
}
