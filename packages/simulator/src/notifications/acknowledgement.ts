const wanted: Readonly<Record<string, string>> = {
  resultCode: 'SUCCESS',
  resultStatus: 'S',
  resultMessage: 'success',
};

/** Says whether a body is the acknowledgement, with exactly its members and values (docs/wire/v1 §6.2). */
export function isAcknowledgement(body: string): boolean {
  const result = onlyMember(parseJson(body), 'result');
  if (typeof result !== 'object' || result === null) return false;
  const members = Object.entries(result);
  return (
    members.length === 3 &&
    members.every(([name, value]) => Object.hasOwn(wanted, name) && wanted[name] === value)
  );
}

function onlyMember(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const members = Object.entries(value);
  return members.length === 1 && members[0]?.[0] === name ? members[0][1] : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
