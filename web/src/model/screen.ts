/** Whether the page has the layout of a phone, as styles/narrow.css has it. */
export const isPhone = () => innerWidth <= 720;
