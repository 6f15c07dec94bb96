// Starts the program with the demonstration dossier on a folder of its own, runs a script of this folder against it, and
// ends it: node served.mjs pictures.mjs
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const binary = path.join(here, '../../bin/ipgraph');
const data = fs.mkdtempSync(path.join(os.tmpdir(), 'ipgraph-'));
const flags = ['serve', '--story', '--no-open', '--rate', '0', '--listen', '127.0.0.1:0', '--data', data];
const program = spawn(binary, flags, { stdio: ['ignore', 'pipe', 'pipe'] });
// What it logs is shown where something fails.
let log = '';
program.stderr.setEncoding('utf8').on('data', (text) => (log = (log + text).slice(-20_000)));
const ended = new Promise((resolve) => program.on('exit', resolve));
process.on('SIGINT', () => program.kill('SIGINT'));

const chromium = process.env.CHROMIUM || ['chromium', 'chromium-browser', 'google-chrome'].map(which).find(Boolean);
let failed = true;
for await (const line of readline.createInterface({ input: program.stdout })) {
  const [, address] = /is ready at (http:\/\/[^\s/]+)/.exec(line) ?? [];
  if (!address) continue;
  const env = { ...process.env, IPGRAPH_URL: address, CHROMIUM: chromium };
  const script = spawn(process.execPath, process.argv.slice(2), { cwd: here, env, stdio: 'inherit' });
  script.on('exit', (code) => {
    failed = code !== 0;
    program.kill('SIGINT');
  });
}
await ended;
if (failed) process.stderr.write(log);
if (failed) process.stderr.write(log);
fs.rmSync(data, { recursive: true, force: true });
process.exit(failed ? 1 : 0);

function which(name) {
  const found = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
  return found.stdout.trim();
}
