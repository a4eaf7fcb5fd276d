export function drawPlan(text: string): string;
