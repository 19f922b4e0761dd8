"""factdesk: article in; brief, claims and worklist out."""
