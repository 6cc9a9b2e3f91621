"""What assistants may ask (Model Context Protocol): words, provisions, statements; all answers quote."""
