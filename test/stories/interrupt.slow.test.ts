import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli, startCli } from './cli.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'kaizen-demo-'));
});
afterEach(() => rmSync(home, { recursive: true }));

interface Ended {
  readonly code: number | null;
  readonly stderr: string;
}

/** Starts the demo and presses Ctrl-C as soon as stderr holds `text`. */
function interruptAt(
  text: string,
  onSeen: (stderr: string) => Promise<void> = async () => undefined,
): Promise<Ended> {
  const child = startCli(['demo', '--port', '0', '--home', home]);
  let stderr = '';
  let seen = false;
  return new Promise((resolve, reject) => {
    child.stdout?.resume();
    child.stderr?.setEncoding('utf8').on('data', (said: string) => {
      stderr += said;
      if (seen || !stderr.includes(text)) return;
      seen = true;
      onSeen(stderr).then(() => child.kill('SIGINT'), reject);
    });
    child.on('close', (code) => resolve({ code, stderr }));
  });
}

describe('kaizen demo', () => {
  it('trains, serves the pages and answers, and ends cleanly on Ctrl-C', async () => {
    const { code, stderr } = await interruptAt('Ctrl-C ends it.', async (said) => {
      const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
      const page = await fetch(`${url}/models/bird-strikes`);
      expect(page.status).toBe(200);
      expect(await page.text()).toContain('<html');
      const first = await (await fetch(`${url}/api/v1/models/bird-strikes%2F1`)).json();
      expect(first).toMatchObject({
        findings: expect.arrayContaining(
          ['Cost Other', 'Cost Repair', 'Cost Total $'].map((column) =>
            expect.objectContaining({ code: 'TARGET_LEAK', column }),
          ),
        ),
      });
    });
    expect(code).toBe(0);
    expect(stderr).not.toContain('bug of ours');
    expect(readdirSync(join(home, 'tmp'))).toEqual([]);
  });

  it('stops on Ctrl-C while it trains, says so, and leaves nothing half-made', async () => {
    const { code, stderr } = await interruptAt('Trying models');
    expect(code).toBe(130);
    expect(stderr).toContain('Stopped. What was finished is kept');
    expect(stderr).not.toContain('bug of ours');
    expect(readdirSync(join(home, 'tmp'))).toEqual([]);
    const { stdout } = await runCli(['runs', 'list', '--json', '--home', home]);
    expect(JSON.parse(stdout).items).toMatchObject([{ status: 'stopped' }]);
  });
});
