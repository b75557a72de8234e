// The projector's page came but its program did not (a cut, a restart): loaded again as soon as the server answers.
(function () {
	function look() {
		if (document.documentElement.dataset.alive) return;
		fetch(location.href, { cache: 'no-store' })
			.then(function (answer) {
				if (answer.ok && !document.documentElement.dataset.alive) location.reload();
				else setTimeout(look, 5000);
			})
			.catch(function () {
				setTimeout(look, 5000);
			});
	}
	setTimeout(look, 20000);
})();
